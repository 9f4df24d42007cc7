package dev.loopkeeper.bench.profile;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Runs in a JVM of its own, so that its heap and its peak belong to one measurement. Prints seconds, heap MB and
 * resident MB.
 */
public final class ProfileChild {
    private static final double MEGA = 1e6;

    private ProfileChild() {}

    /** Arguments: engine, threads, passes, files. The fastest pass counts. */
    public static void main(String[] args) throws Exception {
        Pass pass = args[0].equals("duckdb") ? new DuckDbPass() : new OursPass();
        int threads = Integer.parseInt(args[1]);
        int passes = Integer.parseInt(args[2]);
        List<Path> files = Arrays.stream(args).skip(3).map(Path::of).toList();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < passes; i++) {
            long start = System.nanoTime();
            pass.over(files, threads);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        System.out.println(best + " " + peakHeap() / MEGA + " " + peakResident());
    }

    private static double peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(p -> p.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToDouble(u -> u.getUsed())
                .sum();
    }

    /** From the kernel; 0 where it does not tell. */
    private static double peakResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(l -> l.startsWith("VmHWM:"))
                .mapToDouble(l -> Double.parseDouble(l.replaceAll("[^0-9]", "")) * 1024 / MEGA)
                .findFirst()
                .orElse(0);
    }
}
