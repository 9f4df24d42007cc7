/**
 * What the object stores of clouds keep beyond their port: contracts on emulators, and a front that spoils requests.
 */
package dev.loopkeeper.testkit.store;
