package dev.loopkeeper.azure.events;

/**
 * A job of Azure Machine Learning came to an end, as far as an event says. The status is not trusted: whoever acts on
 * it asks the service itself, so a late, doubled or forged event changes nothing.
 *
 * @param jobName the job's own name, which begins with its model for jobs of ours
 * @param status as it came, such as {@code Completed} or {@code failed}
 */
public record RunEnded(String jobName, String status) {}
