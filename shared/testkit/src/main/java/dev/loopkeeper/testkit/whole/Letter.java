package dev.loopkeeper.testkit.whole;

import dev.loopkeeper.loop.StepName;

/**
 * One event or message for one function.
 *
 * @param type what kind of trigger it is for, in the words of the cloud that carries it
 */
public record Letter(StepName to, String type, byte[] data) {}
