/** What one event costs of the store: the real steps on a store that counts, for a test and for a table of prices. */
package dev.loopkeeper.testkit.cost;
