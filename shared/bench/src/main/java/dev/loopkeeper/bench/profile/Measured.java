package dev.loopkeeper.bench.profile;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One engine on the files.
 *
 * @param peakHeapMb most Java heap in use, in 10^6 bytes; DuckDB works outside it
 * @param peakResidentMb most memory of the whole process; 0 when unknown
 */
record Measured(String name, int threads, double mbPerSecond, double peakHeapMb, double peakResidentMb) {
    /** Runs the engine in a JVM of its own with that heap. */
    static Measured of(String name, int threads, int heapMb, int passes, List<Path> files) {
        try {
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            String[] answer = child(name, threads, heapMb, passes, files).trim().split(" ");
            return new Measured(
                    name,
                    threads,
                    bytes / 1e6 / Double.parseDouble(answer[0]),
                    Double.parseDouble(answer[1]),
                    Double.parseDouble(answer[2]));
        } catch (IOException e) {
            throw LoopException.poison("cannot measure " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private static String child(String name, int threads, int heapMb, int passes, List<Path> files)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ProfileChild.class.getName(),
                name,
                String.valueOf(threads),
                String.valueOf(passes)));
        files.forEach(f -> line.add(f.toString()));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0 || answer.isBlank()) {
            throw LoopException.poison(
                    name + " with " + threads + " threads in " + heapMb + " MB of heap ended with exit code " + code);
        }
        return answer.lines().reduce((a, b) -> b).orElseThrow();
    }
}
