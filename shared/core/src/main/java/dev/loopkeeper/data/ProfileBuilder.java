package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profiles the rows of one batch as they pass: bounded memory, one use. */
public final class ProfileBuilder implements RowSink {
    private final Optional<String> time;
    private final Map<String, LoopConfig.ColumnRule> rules;
    private List<String> names = List.of();
    private ColumnTally[] columns = {};
    private long rows;

    /** Takes the time column and the rules of {@code data}. */
    public ProfileBuilder(LoopConfig.Data data) {
        this.time = data.time();
        this.rules = data.rules();
    }

    @Override
    public void header(List<String> header) {
        names = header;
        columns = new ColumnTally[header.size()];
        SketchSize size = SketchSize.of(columns.length);
        for (int i = 0; i < columns.length; i++) {
            boolean isTime = time.isPresent() && time.get().equals(header.get(i));
            columns[i] = new ColumnTally(size, isTime, Optional.ofNullable(rules.get(header.get(i))));
        }
    }

    @Override
    public void row(long number, String[] values) {
        rows++;
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(values[i]);
        }
    }

    /** The profile of what has passed. */
    public BatchProfile profile(ReadSummary summary) {
        Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            profiles.put(names.get(i), columns[i].profile());
        }
        return new BatchProfile(rows, summary.malformed(), profiles);
    }
}
