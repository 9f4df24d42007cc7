/** What the object stores of all clouds have in common: where names lie, how they are escaped, how streams resume. */
package dev.loopkeeper.connectors.store;
