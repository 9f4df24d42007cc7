package dev.loopkeeper.local.demo;

import java.io.PrintStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a viewer reads: short lines with the simulated date, and a bar of the weeks while standard output is a terminal.
 *
 * <p>Lines of the loop's own notifications are told as they come; everything else it prints is left out.
 */
final class Story {
    private static final int WIDTH = 112;
    private static final int BAR = 40;
    private static final String INDENT = " ".repeat(20);
    private static final Pattern NEWS =
            Pattern.compile("(!!|! | {2}) (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d) {2}\\S+ {2}(.*)");
    /** Where the evidence begins behind a judgement. */
    private static final Pattern DETAILS = Pattern.compile("(?<=[.:]) (Errors:|Slow answers:|Rate of|At \\d).*$");
    /** The first of several columns that moved. */
    private static final Pattern DRIFT = Pattern.compile("(Drift: [^;]*);.*$");

    private static final Pattern COUNTS =
            Pattern.compile("[1-9][\\d,]* of [\\d,]+ requests against \\d[\\d,]* of [\\d,]+ of the champion");
    private final PrintStream out;
    private final boolean terminal;
    private String bar = "";

    Story(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Something the demo does, or plays. */
    synchronized void scene(String text) {
        print("\n---- ", "     ", text);
    }

    /** What the demo saw as a user would. */
    synchronized void seen(String text) {
        print(INDENT, INDENT, text);
    }

    /** A line the loop printed. */
    synchronized void heard(String line) {
        Matcher news = NEWS.matcher(line);
        if (news.matches()) {
            print(news.group(1) + " " + news.group(2) + " ", INDENT, shortened(news.group(3)));
        }
    }

    /**
     * The numbers of judges stand in the journal and on the status page; the story keeps what was decided, why, and the
     * money.
     */
    static String shortened(String sentence) {
        String told = DETAILS.matcher(sentence.replaceAll(" Report: \\S+$", "")).replaceFirst("");
        Matcher counts = COUNTS.matcher(sentence);
        boolean rollback = told.startsWith("Rolling back") && counts.find();
        return DRIFT.matcher(told).replaceFirst("$1 and more.") + (rollback ? " " + counts.group() + "." : "");
    }

    synchronized void progress(int done, int of, String what) {
        if (terminal) {
            int filled = BAR * done / Math.max(1, of);
            clear();
            bar = "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " + what;
            out.print(bar);
            out.flush();
        }
    }

    synchronized void plain(String line) {
        clear();
        out.println(line);
    }

    private void print(String first, String next, String text) {
        clear();
        StringBuilder line = new StringBuilder(first);
        int used = first.length();
        for (String word : text.split(" ")) {
            if (used + word.length() > WIDTH && used > next.length()) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(next);
                used = next.length();
            }
            line.append(word).append(' ');
            used += word.length() + 1;
        }
        out.println(line.toString().stripTrailing());
        out.print(bar);
        out.flush();
    }

    private void clear() {
        if (!bar.isEmpty()) {
            out.print("\r" + " ".repeat(bar.length()) + "\r");
        }
    }

    /** No more bar. */
    synchronized void endProgress() {
        clear();
        bar = "";
    }
}
