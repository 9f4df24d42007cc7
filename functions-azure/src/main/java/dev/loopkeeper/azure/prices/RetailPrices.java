package dev.loopkeeper.azure.prices;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.azure.prices.ListedPrice.Capacity;
import dev.loopkeeper.connectors.prices.DailyPriceBook.PriceList;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.Money;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The list price of an hour on a Linux virtual machine, from Azure's Retail Prices API; Azure Machine Learning charges
 * nothing on top of the machine. The API needs no identity.
 *
 * <p>Spot capacity has its own price where it is listed; where two kinds of it are, the dearer counts, and where none
 * is, the regular price, which is never less. A machine with no regular price, or with two that contradict each other,
 * is {@code POISON}: a guess could spend more than the budget.
 */
final class RetailPrices implements PriceList {
    private static final String VERSION = "2023-01-01-preview";
    private static final String WHAT = "Azure's price list";
    private static final int MOST_PAGES = 20;

    private final RestClient rest;
    private final RetailPriceBook.Settings settings;
    private final InstantSource clock;

    RetailPrices(RetailPriceBook.Settings settings, InstantSource clock) {
        this.rest = new RestClient(call -> call, "the price list is public: check its address in the settings");
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Money perHour(boolean spot, String currency) {
        List<ListedPrice> rows = rows(currency);
        Optional<BigDecimal> taken = spot ? dearest(of(rows, Capacity.SPOT)) : Optional.empty();
        return new Money(taken.orElseGet(() -> regular(of(rows, Capacity.REGULAR))), currency);
    }

    private BigDecimal regular(List<ListedPrice> rows) {
        long prices = rows.stream().map(ListedPrice::perHour).distinct().count();
        if (prices > 1) {
            throw LoopException.poison(WHAT + " has " + prices + " different prices for an hour on "
                    + settings.machine() + " in " + settings.region() + "; set retrain.price.perHour in loop.yaml");
        }
        return dearest(rows)
                .orElseThrow(
                        () -> LoopException.poison(WHAT + " has no price for an hour on " + settings.machine() + " in "
                                + settings.region() + ": check both names, or set retrain.price.perHour in loop.yaml"));
    }

    private static Optional<BigDecimal> dearest(List<ListedPrice> rows) {
        return rows.stream().map(ListedPrice::perHour).max(BigDecimal::compareTo);
    }

    /** A meter's price of today; where main meters are marked, only those. */
    private List<ListedPrice> of(List<ListedPrice> rows, Capacity capacity) {
        Instant now = clock.instant();
        Map<String, ListedPrice> newest = new TreeMap<>();
        rows.stream()
                .filter(row -> row.capacity() == capacity && !row.since().isAfter(now))
                .forEach(row ->
                        newest.merge(row.meter(), row, (a, b) -> a.since().isBefore(b.since()) ? b : a));
        List<ListedPrice> main =
                newest.values().stream().filter(ListedPrice::primary).toList();
        return main.isEmpty() ? List.copyOf(newest.values()) : main;
    }

    private List<ListedPrice> rows(String currency) {
        List<ListedPrice> rows = new ArrayList<>();
        String query = firstQuery(currency);
        for (int i = 0; i < MOST_PAGES; i++) {
            JsonNode answer = page(query);
            if (!answer.path("Items").isArray()) {
                throw LoopException.transientFailure(WHAT + " answered without 'Items'", null);
            }
            for (JsonNode row : answer.path("Items")) {
                if (isAskedFor(row, currency)) {
                    ListedPrice.of(row).ifPresent(rows::add);
                }
            }
            // The last page has null there, or an empty text.
            String next = answer.path("NextPageLink").asText("");
            if (next.isEmpty() || next.equals("null")) {
                return rows;
            }
            // Only what to ask is taken from the answer, never whom.
            query = next.substring(next.indexOf('?') + 1);
        }
        throw LoopException.transientFailure(WHAT + " has over " + MOST_PAGES + " pages for one machine", null);
    }

    private JsonNode page(String query) {
        try {
            String address = settings.base() + "/api/retail/prices?" + query;
            return rest.call(RestCall.get(address), WHAT).expectOk(WHAT).json(WHAT);
        } catch (IllegalArgumentException e) {
            throw LoopException.transientFailure(WHAT + " answered with a link to its next page that is no URL", e);
        }
    }

    private boolean isAskedFor(JsonNode row, String currency) {
        return row.path("armSkuName").asText().equals(settings.machine())
                && row.path("armRegionName").asText().equals(settings.region())
                && row.path("currencyCode").asText().equals(currency);
    }

    private String firstQuery(String currency) {
        String filter = "serviceName eq 'Virtual Machines' and armRegionName eq " + quoted(settings.region())
                + " and armSkuName eq " + quoted(settings.machine()) + " and priceType eq 'Consumption'";
        return "api-version=" + VERSION + "&currencyCode=" + encoded(quoted(currency)) + "&$filter=" + encoded(filter);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
