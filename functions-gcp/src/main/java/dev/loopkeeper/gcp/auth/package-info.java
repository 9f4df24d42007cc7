/**
 * Who calls: Google's identity tokens, checked without a library because one takes longer to load than to do without.
 */
package dev.loopkeeper.gcp.auth;
