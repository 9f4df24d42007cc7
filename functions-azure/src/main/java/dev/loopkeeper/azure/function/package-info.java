/** The functions: a trigger signature and one call each, and the desks that they call. */
package dev.loopkeeper.azure.function;
