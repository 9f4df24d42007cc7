/**
 * What a container of the training pipeline, or of serving, needs of Azure: its store, with the identity it runs as.
 */
package dev.loopkeeper.azure.trainer;
