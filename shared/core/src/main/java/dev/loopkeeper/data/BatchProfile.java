package dev.loopkeeper.data;

import java.util.Map;

/** Placeholder: owned by the data package. */
public record BatchProfile(long rows, Map<String, Object> columns) {}
