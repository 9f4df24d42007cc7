package dev.loopkeeper.gcp.prices;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.retrain.Money;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The list price of an hour of Vertex AI training, added up from the SKUs of the Cloud Billing Catalog: cores and
 * memory of the machine, and Vertex AI's management fee on both.
 */
final class CatalogPrices {
    private static final String VERTEX_AI = "services/C7E2-9256-1C43";
    private static final Logger LOG = LogManager.getLogger(CatalogPrices.class);
    private static final int MOST_PAGES = 40;

    /** One SKU that is billed in the region. */
    private record Rate(String description, boolean spot, BigDecimal perUnit) {}

    private final GoogleRest rest;
    private final String base;
    private final String region;

    /** @param base of the API, {@code https://cloudbilling.googleapis.com} */
    CatalogPrices(GoogleRest rest, String base, String region) {
        this.rest = rest;
        this.base = base;
        this.region = region;
    }

    /**
     * The price of one hour; of spot capacity when it is listed, else of regular, which is never less. A family that is
     * not listed is priced as the dearest that is, with a warning; {@code POISON} where none is.
     */
    Money perHour(Machine machine, boolean spot, String currency) {
        List<Rate> rates = rates(currency);
        Optional<BigDecimal> wanted = spot ? total(rates, machine, true) : Optional.empty();
        BigDecimal price = wanted.or(() -> total(rates, machine, false))
                .or(() -> dearest(rates, machine))
                .orElseThrow(() -> LoopException.poison("the Cloud Billing Catalog lists no Vertex AI training in "
                        + region + ", so an hour on " + machine.type()
                        + " has no price; set retrain.price.perHour in loop.yaml"));
        return new Money(price, currency);
    }

    private Optional<BigDecimal> dearest(List<Rate> rates, Machine machine) {
        Optional<BigDecimal> price = total(rates, machine.ofAnyFamily(), false);
        price.ifPresent(p -> LOG.warn(
                "the Cloud Billing Catalog lists no Vertex AI training on {} in {}: an hour on {} is counted at {}, as"
                        + " on the dearest family that is listed; set retrain.price.perHour for its real price",
                machine.family(),
                region,
                machine.type(),
                p.toPlainString()));
        return price;
    }

    private static Optional<BigDecimal> total(List<Rate> rates, Machine machine, boolean spot) {
        Optional<BigDecimal> core = rate(rates, machine, "on", "Core", spot);
        Optional<BigDecimal> memory = rate(rates, machine, "on", "Ram", spot);
        if (core.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal feeOnCore =
                rate(rates, machine, "Management fee on", "Core", spot).orElse(BigDecimal.ZERO);
        BigDecimal feeOnMemory =
                rate(rates, machine, "Management fee on", "Ram", spot).orElse(BigDecimal.ZERO);
        return Optional.of(core.get()
                .add(feeOnCore)
                .multiply(BigDecimal.valueOf(machine.cores()))
                .add(memory.get().add(feeOnMemory).multiply(BigDecimal.valueOf(machine.memoryGib()))));
    }

    /** From the start of the description: the name of a spot SKU holds that of the regular one. */
    private static Optional<BigDecimal> rate(
            List<Rate> rates, Machine machine, String kind, String part, boolean spot) {
        Pattern named = Pattern.compile(
                "Vertex AI: Training/Pipelines " + kind + " (Spot )?(Preemptible )?" + machine.family()
                        + " (Predefined )?Instance " + part + "\\b.*",
                Pattern.CASE_INSENSITIVE);
        return rates.stream()
                .filter(r -> r.spot() == spot && named.matcher(r.description()).matches())
                .map(Rate::perUnit)
                .max(BigDecimal::compareTo);
    }

    private List<Rate> rates(String currency) {
        List<Rate> rates = new ArrayList<>();
        String page = "";
        for (int i = 0; i < MOST_PAGES; i++) {
            String url = base + "/v1/" + VERTEX_AI + "/skus?currencyCode=" + currency + "&pageSize=5000"
                    + (page.isEmpty() ? "" : "&pageToken=" + URLEncoder.encode(page, StandardCharsets.UTF_8));
            String what = "the Cloud Billing Catalog";
            JsonNode answer = rest.call(RestCall.get(url), what).expectOk(what).json(what);
            answer.path("skus").forEach(sku -> read(sku).ifPresent(rates::add));
            page = answer.path("nextPageToken").asText("");
            if (page.isEmpty()) {
                return rates;
            }
        }
        throw LoopException.transientFailure("the Cloud Billing Catalog has over " + MOST_PAGES + " pages", null);
    }

    private Optional<Rate> read(JsonNode sku) {
        boolean here = false;
        for (JsonNode each : sku.path("serviceRegions")) {
            here |= each.asText().equals(region);
        }
        JsonNode pricing = sku.path("pricingInfo").path(0).path("pricingExpression");
        BigDecimal price = null;
        double from = -1;
        // The price of real use is that of the highest tier: lower ones are what is free.
        for (JsonNode tier : pricing.path("tieredRates")) {
            if (tier.path("startUsageAmount").asDouble() > from) {
                from = tier.path("startUsageAmount").asDouble();
                price = money(tier.path("unitPrice"));
            }
        }
        boolean spot = sku.path("category").path("usageType").asText().equals("Preemptible");
        return here && price != null
                ? Optional.of(new Rate(sku.path("description").asText(), spot, price))
                : Optional.empty();
    }

    private static BigDecimal money(JsonNode money) {
        return new BigDecimal(money.path("units").asText("0"))
                .add(BigDecimal.valueOf(money.path("nanos").asLong(), 9));
    }
}
