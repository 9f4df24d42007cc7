/** Secrets by name, from Key Vault. */
package dev.loopkeeper.azure.secrets;
