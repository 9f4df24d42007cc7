/**
 * What every host of the loop needs, whichever cloud or machine it is: messages and events in, steps done, failures
 * told apart, requests answered. A host adds triggers and adapters only.
 */
package dev.loopkeeper.host;
