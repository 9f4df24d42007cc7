package dev.loopkeeper.gcp.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What a process took from its start to the first HTTP answer.
 *
 * @param millis on the wall clock
 * @param cpuMillis of all its threads, user and system, which a busy machine distorts less
 * @param megabytes resident at most
 */
record FirstAnswer(int status, double millis, double cpuMillis, double megabytes) {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final Map<String, String> SETTINGS = Map.of(
            "LOOPKEEPER_PROJECT", "my-project",
            "LOOPKEEPER_STATE_BUCKET", "bucket",
            "LOOPKEEPER_AUDIENCE", "https://roll-back.example.run.app",
            "LOOPKEEPER_CALLERS", "ada@example.org");
    private static final byte[] REQUEST = ("POST /models/sales:rollback HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\nContent-Length: 2\r\n\r\n{}")
            .getBytes(StandardCharsets.US_ASCII);

    static FirstAnswer of(List<String> command, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--port", Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().putAll(SETTINGS);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            int status = firstStatus(process, port, start + PATIENCE);
            double millis = (System.nanoTime() - start) / 1e6;
            double cpu = process.info().totalCpuDuration().orElseThrow().toMillis();
            return new FirstAnswer(status, millis, cpu, peak(process.pid()));
        } finally {
            // Asked kindly: a training run writes its archive on the way out.
            process.destroy();
            process.waitFor();
        }
    }

    private static int firstStatus(Process process, int port, long end) throws IOException, InterruptedException {
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(REQUEST);
                InputStream in = socket.getInputStream();
                String line = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
                in.readAllBytes();
                return Integer.parseInt(line.substring(9));
            } catch (java.net.ConnectException e) {
                process.waitFor(3, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException("no answer from " + process.info().commandLine());
    }

    /** Megabytes that a process holds now. */
    static double resident(long pid) throws IOException {
        return megabytes(pid, "VmRSS");
    }

    private static double peak(long pid) throws IOException {
        return megabytes(pid, "VmHWM");
    }

    private static double megabytes(long pid, String line) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(text -> text.startsWith(line))
                .mapToDouble(text -> Double.parseDouble(text.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static double median(List<FirstAnswer> answers, ToDoubleFunction<FirstAnswer> of) {
        double[] sorted = answers.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
