package dev.loopkeeper.gcp.prices;

import dev.loopkeeper.edge.LoopException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine type as it is billed: by core and by GiB of memory. Types with accelerators, such as {@code g2-standard-4},
 * cost more than that and have no price here.
 *
 * @param family such as {@code N1}
 */
record Machine(String type, String family, int cores, double memoryGib) {
    private static final Pattern TYPE = Pattern.compile("((?!g)[a-z]\\d[a-z]?)-(standard|highmem|highcpu)-(\\d{1,3})");
    /** GiB a core, as the families' machine types are defined. */
    private static final Map<String, Double> MEMORY = Map.of(
            "n1-standard", 3.75,
            "n1-highmem", 6.5,
            "n1-highcpu", 0.9,
            "c2-standard", 4.0,
            "standard", 4.0,
            "highmem", 8.0,
            "highcpu", 1.0);

    /** As many cores and as much memory, of whatever family; its name is a pattern. */
    Machine ofAnyFamily() {
        return new Machine(type, "[A-Z]\\d[A-Z]?", cores, memoryGib);
    }

    /** Reads such as {@code n1-standard-4}; {@code POISON} for a type whose parts the name does not give. */
    static Machine of(String type) {
        Matcher matcher = TYPE.matcher(type);
        if (!matcher.matches()) {
            throw LoopException.poison("the price of machine type '" + type
                    + "' cannot be looked up: known are such as n1-standard-4 and e2-highmem-8, without"
                    + " accelerators; set retrain.price.perHour in loop.yaml");
        }
        String family = matcher.group(1);
        int cores = Integer.parseInt(matcher.group(3));
        String shape = matcher.group(2);
        double perCore = MEMORY.getOrDefault(family + "-" + shape, MEMORY.get(shape));
        return new Machine(type, family.toUpperCase(Locale.ROOT), cores, cores * perCore);
    }
}
