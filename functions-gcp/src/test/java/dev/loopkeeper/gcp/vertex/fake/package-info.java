/**
 * A stateful fake of Vertex AI on loopback, strict about what it is sent.
 *
 * <p>It is here and not in the testkit, which every module's tests have on their class path: Google's generated types
 * are 16 MB that only this module's tests need.
 */
package dev.loopkeeper.gcp.vertex.fake;
