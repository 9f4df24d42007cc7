package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.retrain.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The kinds of single values in {@code loop.yaml}. */
final class Kinds {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9_]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");
    private static final String DURATION =
            "[0-9]{1,6}[smhdw]|P(?!$)([0-9]{1,6}D)?(T(?!$)([0-9]{1,7}H)?([0-9]{1,7}M)?([0-9]{1,9}S)?)?";
    private static final String MONEY = "[0-9]{1,12}(\\.[0-9]{1,4})? [A-Z]{3}";
    private static final String DAY =
            "([Mm][Oo][Nn]|[Tt][Uu][Ee]|[Ww][Ee][Dd]|[Tt][Hh][Uu]|[Ff][Rr][Ii]|[Ss][Aa][Tt]|[Ss][Uu][Nn])";
    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";
    private static final String WINDOW =
            "(" + TIME + " ?- ?" + TIME + "|" + DAY + " " + TIME + " ?- ?" + DAY + " " + TIME + ") [A-Za-z0-9_+/:-]+";

    private Kinds() {}

    static Kind<String> text(String pattern, String allowed) {
        Pattern form = Pattern.compile(pattern);
        return new ScalarKind<>(allowed, false, text -> fit(text, form), () -> pattern(pattern));
    }

    /** Names of columns come from the header of a file: any printable text, which YAML may take for a number. */
    static Kind<String> column() {
        return new ScalarKind<>("the name of a column, 1 to 200 characters", false, Kinds::columnName, () -> {
            ObjectNode schema = object();
            schema.putArray("type").add("string").add("number").add("boolean");
            return schema.put("minLength", 1).put("maxLength", 200);
        });
    }

    private static String columnName(String text) {
        boolean odd =
                text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        return check(text, !text.isEmpty() && text.length() <= 200 && !odd);
    }

    static Kind<Long> whole(long min, long max) {
        String allowed =
                "a whole number " + (max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max);
        return new ScalarKind<>(allowed, true, text -> wholeWithin(text, min, max), () -> {
            ObjectNode schema = object().put("type", "integer").put("minimum", min);
            return max == Long.MAX_VALUE ? schema : schema.put("maximum", max);
        });
    }

    private static long wholeWithin(String text, long min, long max) {
        long value = Long.parseLong(fit(text, WHOLE).replace("_", ""));
        check(text, value >= min && value <= max);
        return value;
    }

    static Kind<Double> number(double min, double max) {
        String allowed = max == Double.MAX_VALUE
                ? "a number of at least " + shown(min)
                : "a number from " + shown(min) + " to " + shown(max);
        return new ScalarKind<>(allowed, true, text -> within(text, min, max), () -> numberSchema(min, max));
    }

    /** A number, or {@code auto} for empty. */
    static Kind<Optional<Double>> numberOrAuto(double min, double max) {
        return new ScalarKind<>(
                "auto or " + number(min, max).allowed(),
                true,
                text -> text.equals("auto") ? Optional.empty() : Optional.of(within(text, min, max)),
                () -> {
                    ObjectNode schema = object();
                    schema.putArray("anyOf").add(object().put("const", "auto")).add(numberSchema(min, max));
                    return schema;
                });
    }

    private static ObjectNode numberSchema(double min, double max) {
        ObjectNode schema = object().put("type", "number");
        if (min > -Double.MAX_VALUE) {
            schema.put("minimum", min);
        }
        return max == Double.MAX_VALUE ? schema : schema.put("maximum", max);
    }

    /** Any number. */
    static Kind<Double> anyNumber() {
        return new ScalarKind<>(
                "a number",
                true,
                text -> within(text, -Double.MAX_VALUE, Double.MAX_VALUE),
                () -> numberSchema(-Double.MAX_VALUE, Double.MAX_VALUE));
    }

    private static double within(String text, double min, double max) {
        double value = Double.parseDouble(fit(text, DECIMAL));
        check(text, value >= min && value <= max);
        return value;
    }

    static Kind<Boolean> yesNo() {
        return new ScalarKind<>(
                "true or false",
                true,
                text -> check(text, text.equals("true") || text.equals("false")).equals("true"),
                () -> object().put("type", "boolean"));
    }

    /** The constants of an enum in kebab case. */
    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        Kind<String> plain = oneOf(words);
        return new ScalarKind<>(
                plain.allowed(),
                false,
                text -> {
                    check(text, words.contains(text));
                    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
                },
                plain::schema);
    }

    static Kind<String> oneOf(List<String> words) {
        return new ScalarKind<>(
                "one of " + String.join(", ", words), false, text -> check(text, words.contains(text)), () -> {
                    ObjectNode schema = object();
                    words.forEach(schema.putArray("enum")::add);
                    return schema;
                });
    }

    static Kind<Duration> duration(Duration min, Duration max) {
        String allowed = "a duration from " + shown(min) + " to " + shown(max) + ", such as 30m, 6h, 45d or PT6H";
        Pattern form = Pattern.compile(DURATION);
        return new ScalarKind<>(
                allowed,
                false,
                text -> {
                    Duration value = toDuration(fit(text, form));
                    check(text, value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
                    return value;
                },
                () -> pattern(DURATION));
    }

    private static Duration toDuration(String text) {
        if (text.startsWith("P")) {
            return Duration.parse(text);
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        switch (text.charAt(text.length() - 1)) {
            case 's':
                return Duration.ofSeconds(count);
            case 'm':
                return Duration.ofMinutes(count);
            case 'h':
                return Duration.ofHours(count);
            case 'd':
                return Duration.ofDays(count);
            default:
                return Duration.ofDays(7 * count);
        }
    }

    static Kind<Money> money() {
        Pattern form = Pattern.compile(MONEY);
        return new ScalarKind<>(
                "an amount and a currency, such as 2.10 USD",
                false,
                text -> Money.parse(fit(text, form)),
                () -> pattern(MONEY));
    }

    static Kind<WeekWindow> window() {
        Pattern form = Pattern.compile(WINDOW);
        return new ScalarKind<>(
                "a window such as 20:00-06:00 Asia/Taipei or Fri 18:00 - Mon 06:00 Asia/Taipei",
                false,
                text -> {
                    try {
                        return WeekWindow.parse(fit(text, form));
                    } catch (DateTimeException e) {
                        throw new IllegalArgumentException(e.getMessage(), e);
                    }
                },
                () -> pattern(WINDOW));
    }

    static Kind<String> allowedWhen(String allowed, Predicate<String> rule, String pattern) {
        return new ScalarKind<>(allowed, false, text -> check(text, rule.test(text)), () -> pattern(pattern));
    }

    static ObjectNode pattern(String pattern) {
        return object().put("type", "string").put("pattern", "^(" + pattern + ")$");
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String fit(String text, Pattern form) {
        return check(text, form.matcher(text).matches());
    }

    private static String check(String text, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static String shown(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** The largest unit that divides it: 90s, 30m, 6h, 45d. */
    static String shown(Duration value) {
        long seconds = value.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3_600 == 0 && seconds > 0
                ? seconds / 3_600 + "h"
                : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
