package dev.loopkeeper.gcp.prices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.PriceBookContract;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudPriceBookTest extends PriceBookContract {
    private static final String PREFIX = "Vertex AI: Training/Pipelines ";

    private final MemoryObjectStore store = new MemoryObjectStore();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private HttpServer catalog;
    private int asked;
    private boolean down;

    @BeforeEach
    void start() throws IOException {
        catalog = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        catalog.createContext("/v1/services/C7E2-9256-1C43/skus", exchange -> {
            asked++;
            byte[] body =
                    Json.write(page(String.valueOf(exchange.getRequestURI().getQuery())));
            exchange.sendResponseHeaders(down ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        catalog.start();
    }

    @AfterEach
    void stop() {
        catalog.stop(0);
    }

    /** Two pages; other regions, other usage and a spot SKU whose name holds the regular one lie in wait. */
    private static ObjectNode page(String query) {
        ObjectNode page = Json.mapper().createObjectNode();
        ArrayNode skus = page.putArray("skus");
        if (query.contains("pageToken")) {
            sku(skus, "on N1 Predefined Instance Ram running in Iowa", "us-central1", "OnDemand", 4_000_000);
            sku(skus, "Management fee on N1 Instance RAM in Iowa", "us-central1", "OnDemand", 600_000);
            sku(
                    skus,
                    "on Spot Preemptible N1 Predefined Instance Core running in Iowa",
                    "us-central1",
                    "Preemptible",
                    7_000_000);
            sku(
                    skus,
                    "on Spot Preemptible N1 Predefined Instance Ram running in Iowa",
                    "us-central1",
                    "Preemptible",
                    1_000_000);
        } else {
            sku(skus, "on N1 Predefined Instance Core running in Iowa", "us-central1", "OnDemand", 30_000_000);
            sku(skus, "on N1 Predefined Instance Core running in Zurich", "europe-west6", "OnDemand", 99_000_000);
            sku(skus, "Management fee on N1 Instance Core in Iowa", "us-central1", "OnDemand", 5_000_000);
            page.put("nextPageToken", "2");
        }
        return page;
    }

    private static void sku(ArrayNode skus, String name, String region, String usage, long nanos) {
        ObjectNode sku = skus.addObject().put("description", PREFIX + name);
        sku.putObject("category").put("usageType", usage);
        sku.putArray("serviceRegions").add(region);
        ArrayNode tiers = sku.putArray("pricingInfo")
                .addObject()
                .putObject("pricingExpression")
                .putArray("tieredRates");
        tiers.addObject()
                .put("startUsageAmount", 0)
                .putObject("unitPrice")
                .put("units", "0")
                .put("nanos", 0);
        tiers.addObject()
                .put("startUsageAmount", 1)
                .putObject("unitPrice")
                .put("units", "0")
                .put("nanos", nanos);
    }

    @Override
    protected PriceBook prices() {
        return prices("n1-standard-4");
    }

    private PriceBook prices(String machine) {
        return prices(machine, "us-central1", store);
    }

    private PriceBook prices(String machine, String region, ObjectStore kept) {
        String base = "http://127.0.0.1:" + catalog.getAddress().getPort();
        return new CloudPriceBook(
                new GoogleRest(Optional::empty), new CloudPriceBook.Settings(base, region, machine), kept, () -> now);
    }

    @Test
    void shouldAddUpCoresMemoryAndFees() {
        // 4 cores of .030 + .005, 15 GiB of .004 + .0006
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER))).isEqualTo(Money.parse("0.209 USD"));
    }

    @Test
    void shouldTakeSpotCapacityAtItsOwnPrice() {
        assertThat(prices().perHour(terms(LoopConfig.Spot.PREFER))).isEqualTo(Money.parse("0.043 USD"));
    }

    @Test
    void shouldAskOnceADayAndKeepTheOldPriceWhileTheListIsDown() {
        Money first = prices().perHour(terms(LoopConfig.Spot.NEVER));
        prices().perHour(terms(LoopConfig.Spot.NEVER));
        assertThat(asked).as("pages of one look").isEqualTo(2);
        now = now.plus(Duration.ofDays(40));
        down = true;
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER))).isEqualTo(first);
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void shouldSayWhatToDoWithoutAnyPrice() {
        down = true;
        assertThatThrownBy(() -> prices().perHour(terms(LoopConfig.Spot.NEVER)))
                .hasMessageContaining("Cloud Billing Catalog");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpu-v5", "a2-highgpu-1g", "g2-standard-4"})
    void shouldGiveUpOnAMachineThatHasNoPriceByCoreAndMemory(String machine) {
        assertGivesUp(prices(machine), "USD", machine);
    }

    @Test
    void shouldGiveUpWhereTheListKnowsNoTraining() {
        assertGivesUp(prices("n1-standard-4", "mars-1", store), "USD", "mars-1");
    }

    @Test
    void shouldCountAFamilyThatIsNotListedAsTheDearestOne() {
        // 4 cores of .030 + .005, 16 GiB of .004 + .0006
        assertThat(prices("n4-standard-4").perHour(terms(LoopConfig.Spot.PREFER)))
                .isEqualTo(Money.parse("0.2136 USD"));
    }

    @Test
    void shouldAnswerThePriceThatCannotBeKept() {
        PriceBook book = prices("n1-standard-4", "us-central1", unwritable());
        assertThat(book.perHour(terms(LoopConfig.Spot.NEVER))).isEqualTo(Money.parse("0.209 USD"));
        assertThat(book.perHour(terms(LoopConfig.Spot.NEVER))).isEqualTo(Money.parse("0.209 USD"));
        assertThat(asked).as("pages of two looks").isEqualTo(4);
    }

    @Test
    void shouldLookUpAPriceWhoseCopyIsDamaged() {
        Money first = prices().perHour(terms(LoopConfig.Spot.NEVER));
        store.list("prices/", "", 9).forEach(kept -> store.put(kept.key(), "{".getBytes(UTF_8)));
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER))).isEqualTo(first);
        assertThat(asked).isEqualTo(4);
    }

    private ObjectStore unwritable() {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("put")) {
                        throw LoopException.transientFailure("the bucket is read-only", null);
                    }
                    return method.invoke(store, args);
                });
    }

    private static LoopConfig.Retrain terms(LoopConfig.Spot spot) {
        return terms(spot, "USD");
    }
}
