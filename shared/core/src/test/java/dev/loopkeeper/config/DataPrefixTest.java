package dev.loopkeeper.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.store.Layout;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPrefixTest {
    @Test
    void shouldKnowEveryFolderOfTheLayoutAsOurs() throws ReflectiveOperationException {
        List<String> keys = new ArrayList<>();
        for (Method method : Layout.class.getDeclaredMethods()) {
            boolean key = Modifier.isPublic(method.getModifiers()) && method.getReturnType() == String.class;
            if (key && !method.getName().equals("minute")) {
                keys.add((String) method.invoke(
                        null,
                        Arrays.stream(method.getParameterTypes())
                                .map(DataPrefixTest::sample)
                                .toArray()));
            }
        }
        assertThat(keys).hasSizeGreaterThan(25).allMatch(DataPrefix::ours);
        assertThat(keys).filteredOn(DataPrefix::brought).containsOnly(Layout.outcomesPrefix("m"));
        assertThat(keys).noneMatch(key -> DataPrefix.allowed(key.substring(0, key.indexOf('/') + 1) + "x/"));
    }

    private static Object sample(Class<?> type) {
        if (type == String.class) {
            return "m";
        }
        return type == Instant.class ? Instant.EPOCH : type == long.class ? (Object) 1L : (Object) 1;
    }

    @ParameterizedTest
    @CsvSource({
        "vertex/jobs/m/1.json,false",
        "azure-ml/jobs/m/1.json,false",
        "pipelines/train.json,false",
        "data/m/a.csv,true",
        "outcomes/m/a.csv,true",
        "shared/uploads/a.csv,true",
        "journal.csv,true",
        "a.csv,true"
    })
    void shouldTellWhatOthersBringFromWhatIsKept(String key, boolean brought) {
        assertThat(DataPrefix.brought(key)).isEqualTo(brought);
    }

    @ParameterizedTest
    @CsvSource({
        "'',true",
        "jour,true",
        "journal,true",
        "journal/,true",
        "d,true",
        "data,false",
        "data/,false",
        "out,false",
        "outcomes/m,false",
        "zzz,false"
    })
    void shouldSayWhetherABeginningMayBeOfOurs(String prefix, boolean kept) {
        assertThat(DataPrefix.mayBeKept(prefix)).isEqualTo(kept);
    }
}
