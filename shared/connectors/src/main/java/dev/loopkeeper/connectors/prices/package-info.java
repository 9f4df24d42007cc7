/** What clouds charge for an hour, whichever cloud it is. */
package dev.loopkeeper.connectors.prices;
