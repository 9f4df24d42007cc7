package dev.loopkeeper.testkit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
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
 * What a process took from its start to the first HTTP answer. Needs Linux, for {@code /proc}.
 *
 * @param millis on the wall clock
 * @param cpuMillis of all its threads, user and system, which a busy machine distorts less
 * @param megabytes resident at most
 * @param report what it then said of itself, empty if nobody asked
 */
public record FirstAnswer(int status, double millis, double cpuMillis, double megabytes, String report) {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    /**
     * How a process is asked.
     *
     * @param settings in its environment
     * @param path of a POST with an empty JSON object as its body
     * @param reportPath of a GET after the first answer; empty for none
     */
    public record Asked(Map<String, String> settings, String path, String reportPath) {}

    /** Runs a command with {@code --port} and a free port after it until it has answered. */
    public static FirstAnswer of(List<String> command, Path folder, Asked asked)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--port", Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().putAll(asked.settings());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            String answer = first(process, port, asked.path(), start + PATIENCE);
            double millis = (System.nanoTime() - start) / 1e6;
            double cpu = process.info().totalCpuDuration().orElseThrow().toMillis();
            double rss = peak(process.pid());
            String report = asked.reportPath().isEmpty() ? "" : send(port, "GET " + asked.reportPath(), "");
            int body = report.indexOf("\r\n\r\n");
            return new FirstAnswer(
                    Integer.parseInt(answer.substring(9, 12)),
                    millis,
                    cpu,
                    rss,
                    report.substring(Math.max(body, 0)).strip());
        } finally {
            // Asked kindly: a training run writes its archive on the way out.
            process.destroy();
            process.waitFor();
        }
    }

    private static String first(Process process, int port, String path, long end)
            throws IOException, InterruptedException {
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                return send(port, "POST " + path, "{}");
            } catch (ConnectException e) {
                process.waitFor(3, TimeUnit.MILLISECONDS);
            }
        }
        throw new IllegalStateException("no answer from " + process.info().commandLine());
    }

    private static String send(int port, String line, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** Megabytes that a process holds now. */
    public static double resident(long pid) throws IOException {
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

    public static double median(List<FirstAnswer> answers, ToDoubleFunction<FirstAnswer> of) {
        double[] sorted = answers.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
