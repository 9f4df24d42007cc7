package dev.loopkeeper.local.trainer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The trees of an XGBoost model, walked in plain Java: no native library, no copy of the row, a microsecond or so a
 * row.
 *
 * <p>Reads XGBoost's own JSON model (schema of release 2) and adds leaves in float and in order, as the native
 * predictor does, so that margins agree to the last bit but one. Only {@code gbtree} with numeric splits is understood;
 * anything else is {@code POISON}.
 */
final class TreeEnsemble {
    private final List<Tree> trees;
    private final float baseMargin;
    private final boolean logistic;

    private TreeEnsemble(List<Tree> trees, float baseMargin, boolean logistic) {
        this.trees = List.copyOf(trees);
        this.baseMargin = baseMargin;
        this.logistic = logistic;
    }

    /** Parses {@code booster.json}. */
    static TreeEnsemble parse(byte[] json) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(16).build())
                .build();
        try (JsonParser parser = factory.createParser(json)) {
            Reading reading = new Reading();
            reading.model(parser);
            return reading.ensemble();
        } catch (IOException e) {
            throw LoopException.poison("booster.json is not an XGBoost model: " + e.getMessage(), e);
        }
    }

    int size() {
        return trees.size();
    }

    /** The prediction: a probability for {@code binary:logistic}, else the value. */
    double predict(float[] features) {
        float sum = baseMargin;
        for (Tree tree : trees) {
            sum += tree.leaf(features);
        }
        return logistic ? 1 / (1 + Math.exp(-sum)) : sum;
    }

    /** One tree; a node without a left child is a leaf and its {@code value} the answer. */
    private record Tree(int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft) {
        float leaf(float[] features) {
            int node = 0;
            while (left[node] >= 0) {
                float cell = features[feature[node]];
                boolean goLeft = Float.isNaN(cell) ? missingLeft[node] : cell < value[node];
                node = goLeft ? left[node] : right[node];
            }
            return value[node];
        }
    }

    /** The pass over the document: keeps what prediction needs and skips the rest. */
    private static final class Reading {
        private final List<Tree> trees = new ArrayList<>();
        private String objective = "";
        private double baseScore = Double.NaN;
        private final float[][] arrays = new float[5][];
        private static final List<String> ARRAYS =
                List.of("left_children", "right_children", "split_indices", "split_conditions", "default_left");

        void model(JsonParser parser) throws IOException {
            boolean inTrees = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String name = parser.currentName();
                if (token == JsonToken.VALUE_STRING) {
                    text(name, parser.getText());
                } else if (token == JsonToken.START_ARRAY && "trees".equals(name)) {
                    inTrees = true;
                } else if (token == JsonToken.START_ARRAY && inTrees && ARRAYS.contains(name)) {
                    arrays[ARRAYS.indexOf(name)] = numbers(parser);
                } else if (token == JsonToken.START_ARRAY && inTrees && "split_type".equals(name)) {
                    checkNumeric(numbers(parser));
                } else if (token == JsonToken.END_OBJECT && inTrees && arrays[0] != null && name == null) {
                    finishTree();
                }
            }
        }

        private void text(String name, String value) throws IOException {
            if ("base_score".equals(name)) {
                baseScore = Double.parseDouble(value.replace("[", "").replace("]", ""));
            } else if ("name".equals(name) && value.indexOf(':') > 0) {
                objective = value;
            } else if ("name".equals(name) && !value.equals("gbtree")) {
                throw new IOException("booster '" + value + "' is not gbtree");
            }
        }

        private static float[] numbers(JsonParser parser) throws IOException {
            float[] values = new float[256];
            int size = 0;
            for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
                if (size == values.length) {
                    values = Arrays.copyOf(values, size * 2);
                }
                values[size++] = t.isBoolean() ? (t == JsonToken.VALUE_TRUE ? 1 : 0) : parser.getFloatValue();
            }
            return Arrays.copyOf(values, size);
        }

        private static void checkNumeric(float[] types) throws IOException {
            for (float type : types) {
                if (type != 0) {
                    throw new IOException("it has categorical splits");
                }
            }
        }

        private void finishTree() throws IOException {
            for (float[] array : arrays) {
                if (array == null || array.length != arrays[0].length) {
                    throw new IOException("tree " + trees.size() + " is incomplete");
                }
            }
            boolean[] missingLeft = new boolean[arrays[4].length];
            for (int i = 0; i < missingLeft.length; i++) {
                missingLeft[i] = arrays[4][i] != 0;
            }
            trees.add(new Tree(ints(arrays[0]), ints(arrays[1]), ints(arrays[2]), arrays[3], missingLeft));
            Arrays.fill(arrays, null);
        }

        private static int[] ints(float[] values) {
            int[] whole = new int[values.length];
            for (int i = 0; i < whole.length; i++) {
                whole[i] = (int) values[i];
            }
            return whole;
        }

        TreeEnsemble ensemble() throws IOException {
            boolean logistic = objective.equals("binary:logistic");
            if (trees.isEmpty() || Double.isNaN(baseScore) || !logistic && !objective.equals("reg:squarederror")) {
                throw new IOException(trees.size() + " trees, objective '" + objective + "', base score " + baseScore);
            }
            float base = (float) baseScore;
            return new TreeEnsemble(trees, logistic ? (float) -Math.log(1 / base - 1) : base, logistic);
        }
    }
}
