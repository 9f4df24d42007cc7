package dev.loopkeeper.data;

import dev.loopkeeper.edge.LoopException;
import java.util.function.Function;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;

/** Sketches to text and back; damaged text is {@code POISON}. */
final class Sketches {
    static {
        SketchRuntime.prepare();
    }

    private Sketches() {}

    static String write(KllDoublesSketch sketch) {
        return PackedBytes.pack(sketch.toByteArray());
    }

    /** Half a byte a register on disk; in memory a whole one, which is faster. */
    static String write(HllSketch sketch) {
        return PackedBytes.pack(sketch.copyAs(TgtHllType.HLL_4).toCompactByteArray());
    }

    static String write(ItemsSketch<String> sketch) {
        return PackedBytes.pack(sketch.toByteArray(new ArrayOfStringsSerDe()));
    }

    static KllDoublesSketch quantiles(String text) {
        return read(text, KllDoublesSketch::heapify);
    }

    static HllSketch distinct(String text) {
        return read(text, HllSketch::heapify);
    }

    static ItemsSketch<String> items(String text) {
        return read(text, memory -> ItemsSketch.getInstance(memory, new ArrayOfStringsSerDe()));
    }

    private static <T> T read(String text, Function<Memory, T> reader) {
        try {
            return reader.apply(Memory.wrap(PackedBytes.unpack(text)));
        } catch (SketchesArgumentException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw LoopException.poison("a stored sketch is damaged: " + e.getMessage(), e);
        }
    }
}
