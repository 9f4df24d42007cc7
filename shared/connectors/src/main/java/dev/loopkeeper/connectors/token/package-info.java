/** Who calls: signed tokens, checked without a library because one takes longer to load than to do without. */
package dev.loopkeeper.connectors.token;
