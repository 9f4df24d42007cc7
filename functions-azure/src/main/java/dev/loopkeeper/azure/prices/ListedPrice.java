package dev.loopkeeper.azure.prices;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One row of Azure's price list that is charged by the hour.
 *
 * @param capacity what kind of capacity it is for
 * @param primary whether it is the main one of several meters for the same region
 */
record ListedPrice(String meter, BigDecimal perHour, Capacity capacity, boolean primary, Instant since) {
    /** Spot machines and the older low priority ones may both be taken away; they are billed apart. */
    enum Capacity {
        REGULAR,
        SPOT
    }

    /** Empty for reservations, whose price is for years, for Windows, for other units, and for what has no price. */
    static Optional<ListedPrice> of(JsonNode row) {
        BigDecimal price = row.path("retailPrice").decimalValue();
        boolean hourly = row.path("type").asText().equals("Consumption")
                && row.path("unitOfMeasure").asText().equals("1 Hour")
                && row.path("tierMinimumUnits").asDouble() == 0;
        String names =
                row.path("productName").asText() + " " + row.path("skuName").asText();
        Optional<Instant> since = time(row.path("effectiveStartDate").asText());
        if (!hourly || price.signum() <= 0 || names.contains("Windows") || since.isEmpty()) {
            return Optional.empty();
        }
        String meter =
                row.path("meterName").asText() + " " + row.path("skuName").asText();
        boolean spot = meter.contains("Spot") || meter.contains("Low Priority");
        return Optional.of(new ListedPrice(
                row.path("meterId").asText(),
                price,
                spot ? Capacity.SPOT : Capacity.REGULAR,
                row.path("isPrimaryMeterRegion").asBoolean(),
                since.get()));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
