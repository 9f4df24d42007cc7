package dev.loopkeeper.data;

import java.time.LocalDate;

/** One pass over one written time; {@link Times} says which spellings there are. */
final class TimeScan {
    private static final long DAY = 86_400_000L;
    private static final int CENTURY_PIVOT = 69;

    private final String text;
    private int at;
    private int width;

    TimeScan(String text) {
        this.text = text;
    }

    /** Milliseconds since 1970, or {@link Times#NONE}. */
    long millis() {
        long day = day();
        if (day == Times.NONE) {
            return Times.NONE;
        }
        if (at == text.length()) {
            return day * DAY;
        }
        if (!skip('T') && !skip(' ')) {
            return Times.NONE;
        }
        long time = timeOfDay();
        if (time < 0) {
            return Times.NONE;
        }
        long zone = zone();
        return zone == Times.NONE || at != text.length() ? Times.NONE : day * DAY + time - zone;
    }

    private long day() {
        int first = digits(4);
        int firstWidth = width;
        char separator = at < text.length() ? text.charAt(at) : ' ';
        if (separator != '-' && separator != '/' && separator != '.') {
            return Times.NONE;
        }
        at++;
        int second = digits(2);
        if (!skip(separator)) {
            return Times.NONE;
        }
        int third = digits(4);
        if (firstWidth == 4) {
            return separator == '.' || width > 2 ? Times.NONE : epochDay(first, second, third);
        }
        if (firstWidth > 2 || separator == '-' || width != 2 && width != 4) {
            return Times.NONE;
        }
        int year = width == 4 ? third : third < CENTURY_PIVOT ? 2_000 + third : 1_900 + third;
        return separator == '.' ? epochDay(year, second, first) : epochDay(year, first, second);
    }

    private static long epochDay(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
            return Times.NONE;
        }
        LocalDate start = LocalDate.of(year, month, 1);
        return day > start.lengthOfMonth() ? Times.NONE : start.toEpochDay() + day - 1;
    }

    private long timeOfDay() {
        int hour = digits(2);
        if (hour < 0 || !skip(':')) {
            return -1;
        }
        int minute = digits(2);
        int second = skip(':') ? digits(2) : 0;
        if (hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return -1;
        }
        long fraction = skip('.') ? fraction() : 0;
        int half = half(hour);
        return half < 0 || fraction < 0 ? -1 : ((half * 60L + minute) * 60 + second) * 1_000 + fraction;
    }

    private long fraction() {
        long value = 0;
        int from = at;
        for (; at < text.length() && Character.digit(text.charAt(at), 10) >= 0 && text.charAt(at) <= '9'; at++) {
            value = at - from < 3 ? value * 10 + text.charAt(at) - '0' : value;
        }
        int digits = at - from;
        return digits == 0 ? -1 : digits == 1 ? value * 100 : digits == 2 ? value * 10 : value;
    }

    /** The hour of 24 after an optional AM or PM; -1 when the two contradict. */
    private int half(int hour) {
        int start = at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
        boolean am = text.regionMatches(true, start, "AM", 0, 2);
        boolean pm = text.regionMatches(true, start, "PM", 0, 2);
        if (!am && !pm) {
            return hour;
        }
        at = start + 2;
        return hour < 1 || hour > 12 ? -1 : hour % 12 + (pm ? 12 : 0);
    }

    private long zone() {
        if (at == text.length() || skip('Z')) {
            return 0;
        }
        skip(' ');
        boolean west = at < text.length() && text.charAt(at) == '-';
        if (!skip('+') && !skip('-')) {
            return Times.NONE;
        }
        int hours = digits(2);
        int minutes = skip(':') || at < text.length() ? digits(2) : 0;
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Times.NONE;
        }
        long millis = (hours * 60L + minutes) * 60_000;
        return west ? -millis : millis;
    }

    /** Up to {@code most} digits as a number, their count in {@link #width}; -1 without any. */
    private int digits(int most) {
        int value = 0;
        width = 0;
        while (width < most && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at++) - '0';
            width++;
        }
        return width == 0 ? -1 : value;
    }

    private boolean skip(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }
}
