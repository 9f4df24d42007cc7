/** What an hour of training costs on Azure. */
package dev.loopkeeper.azure.prices;
