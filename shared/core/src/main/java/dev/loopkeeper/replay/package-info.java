/**
 * Replays retrain policies on history: train a simple model on every window, score it on every later batch, and any
 * policy becomes a function of that matrix. Pure, exactly reproducible, fast enough to try a grid of prices in a
 * moment.
 */
package dev.loopkeeper.replay;
