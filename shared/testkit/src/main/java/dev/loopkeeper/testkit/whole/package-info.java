/** One story of a model that is lived through on every place the loop runs, and the journals compared. */
package dev.loopkeeper.testkit.whole;
