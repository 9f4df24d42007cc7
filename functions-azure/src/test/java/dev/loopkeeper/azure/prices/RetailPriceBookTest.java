package dev.loopkeeper.azure.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.PriceBookContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetailPriceBookTest extends PriceBookContract {
    private static final String MACHINE = "Standard_D8_v4";
    private static final String SERIES = "Virtual Machines Dv4 Series";
    private static final String SPOT = "D8 v4 Spot";

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final List<ObjectNode> rows = new ArrayList<>();
    private final List<URI> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private HttpServer list;
    private boolean down;

    @BeforeEach
    void start() throws IOException {
        list = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        list.createContext("/api/retail/prices", this::answer);
        list.start();
        row(SERIES, "D8 v4", 0.46);
        row(SERIES + " Windows", "D8 v4", 0.828);
        row(SERIES + " Windows", SPOT, 0.3);
        row(SERIES, "D8 v4", 2_377).put("type", "Reservation").put("reservationTerm", "1 Year");
        row(SERIES, "D8 v4", 0.4).put("effectiveStartDate", "2019-08-01T00:00:00Z");
        row(SERIES, "D8 v4", 0.7).put("effectiveStartDate", "2026-04-01T00:00:00Z");
        row(SERIES, "D8 v4", 40.1).put("unitOfMeasure", "1 Month");
        row(SERIES, "D8 v4", 0).put("retailPrice", "on request");
        row(SERIES, "D8 v4", 0.55).put("armRegionName", "northeurope");
        row(SERIES, SPOT, 0.0525);
        row(SERIES, "D8 v4 Low Priority", 0.092);
    }

    @AfterEach
    void stop() {
        list.stop(0);
    }

    /** A row of Linux in West Europe since 2020; the same names are the same meter. */
    private ObjectNode row(String product, String meter, double price) {
        ObjectNode row = Json.mapper().createObjectNode();
        row.put("currencyCode", "USD").put("tierMinimumUnits", 0.0);
        row.put("retailPrice", price).put("unitPrice", price);
        row.put("armRegionName", "westeurope").put("effectiveStartDate", "2020-08-01T00:00:00Z");
        row.put("meterId", product + "/" + meter).put("meterName", meter);
        row.put("productName", product).put("skuName", meter);
        row.put("serviceName", "Virtual Machines").put("unitOfMeasure", "1 Hour");
        row.put("type", "Consumption").put("isPrimaryMeterRegion", true);
        row.put("armSkuName", MACHINE);
        rows.add(row);
        return row;
    }

    /** Three rows a page; the link is to the public service, as it is in its answers. */
    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        asked.add(exchange.getRequestURI());
        int skip = query.contains("$skip=") ? Integer.parseInt(query.replaceAll(".*\\$skip=(\\d+).*", "$1")) : 0;
        ObjectNode page = Json.mapper().createObjectNode();
        ArrayNode items = page.putArray("Items");
        rows.stream().skip(skip).limit(3).forEach(items::add);
        boolean more = skip + 3 < rows.size();
        page.put(
                "NextPageLink",
                more
                        ? "https://prices.azure.com:443/api/retail/prices?" + query.replaceAll("&\\$skip=\\d+", "")
                                + "&$skip=" + (skip + 3)
                        : "");
        byte[] body = Json.write(page);
        exchange.sendResponseHeaders(down ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    protected PriceBook prices() {
        return prices(MACHINE);
    }

    private PriceBook prices(String machine) {
        String base = "http://127.0.0.1:" + list.getAddress().getPort();
        return new RetailPriceBook(new RetailPriceBook.Settings(base, "westeurope", machine), store, () -> now);
    }

    @Test
    void shouldTakeTodaysPriceOfARegularLinuxMachine() {
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER, "USD"))).isEqualTo(Money.parse("0.46 USD"));
        assertThat(asked).as("pages").hasSize(4);
        assertThat(asked.get(0).getQuery())
                .isEqualTo("api-version=2023-01-01-preview&currencyCode='USD'&$filter=serviceName eq 'Virtual Machines'"
                        + " and armRegionName eq 'westeurope' and armSkuName eq 'Standard_D8_v4'"
                        + " and priceType eq 'Consumption'");
        now = Instant.parse("2026-04-02T00:00:00Z");
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER, "USD"))).isEqualTo(Money.parse("0.70 USD"));
    }

    @Test
    void shouldTakeTheDearerKindOfSpotCapacityAndTheRegularPriceWhereNoneIsListed() {
        assertThat(prices().perHour(terms(LoopConfig.Spot.PREFER, "USD"))).isEqualTo(Money.parse("0.092 USD"));
        rows.removeIf(row -> row.path("meterName").asText().contains("Spot")
                || row.path("meterName").asText().contains("Low"));
        now = now.plus(Duration.ofDays(2));
        assertThat(prices().perHour(terms(LoopConfig.Spot.PREFER, "USD"))).isEqualTo(Money.parse("0.46 USD"));
    }

    @Test
    void shouldTakeTheMainMeterOfARegion() {
        row(SERIES + " Special", "D8 v4", 0.99).put("isPrimaryMeterRegion", false);
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER, "USD"))).isEqualTo(Money.parse("0.46 USD"));
    }

    @Test
    void shouldAskInTheCurrencyOfTheBudget() {
        rows.clear();
        row(SERIES, "D8 v4", 0.41).put("currencyCode", "EUR");
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER, "EUR"))).isEqualTo(Money.parse("0.41 EUR"));
        assertThat(asked.get(0).getQuery()).contains("currencyCode='EUR'");
        assertGivesUp(prices(), "USD", "no price for an hour");
    }

    @Test
    void shouldGiveUpWhereTheListContradictsItselfOrHasNothing() {
        row(SERIES + " Dedicated", "D8 v4", 0.99);
        assertGivesUp(prices(), "USD", "2 different prices for an hour on Standard_D8_v4 in westeurope");
        assertGivesUp(prices("Standard_d8_v4"), "USD", "no price for an hour on Standard_d8_v4");
        rows.clear();
        row(SERIES, "D8 v4", 0);
        assertGivesUp(prices(), "USD", "no price for an hour");
    }

    @Test
    void shouldAskOnceADayAndKeepTheOldPriceWhileTheListIsDown() {
        Money first = prices().perHour(terms(LoopConfig.Spot.NEVER, "USD"));
        prices().perHour(terms(LoopConfig.Spot.NEVER, "USD"));
        assertThat(asked).as("pages of one look").hasSize(4);
        now = now.plus(Duration.ofDays(3));
        down = true;
        assertThat(prices().perHour(terms(LoopConfig.Spot.NEVER, "USD"))).isEqualTo(first);
        assertThat(asked).hasSize(5);
        assertThatThrownBy(() -> prices("Standard_D2_v4").perHour(terms(LoopConfig.Spot.NEVER, "USD")))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                .hasMessageContaining("Azure's price list");
    }
}
