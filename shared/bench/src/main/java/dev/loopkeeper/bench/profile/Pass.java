package dev.loopkeeper.bench.profile;

import java.nio.file.Path;
import java.util.List;

/** One way to summarise files, to be timed. */
interface Pass {
    /** Reads every file once and summarises all columns. */
    void over(List<Path> files, int threads) throws Exception;
}
