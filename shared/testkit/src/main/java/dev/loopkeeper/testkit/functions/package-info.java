/**
 * A small stand-in for the host of Azure Functions and its Java worker: it starts a staging folder as the platform
 * would and drives its functions over loopback.
 *
 * <p>Read in the sources of azure-functions-host, azure-functions-java-worker and the Event Grid and Storage queue
 * extensions in azure-sdk-for-net: the class loader of an app (its jar and {@code lib/}, below the worker's types; the
 * annotations come from the app), one {@code FunctionInstanceInjector} made when functions are loaded and asked at
 * every invocation, how a method is found and its parameters are bound, the shape of an HTTP request (body only with a
 * Content-Length above 0, header names in lower case, no empty query values, absent route values left out), keys and
 * their 401, disabled functions as 404, the answers of the Event Grid webhook, {@code maxDequeueCount} against the
 * dequeue count of a failed message, the copy to {@code <queue>-poison}, retry policies of timers alone.
 *
 * <p>Assumed, and not read: a message that is no Base64 goes to the poison queue at once; the messages of a batch end
 * before the next batch is asked for ({@code newBatchThreshold} is not honoured); dates inside events pass unchanged.
 * Left out: scale-out, time limits, output bindings, functions that take other types than those of
 * {@link dev.loopkeeper.testkit.functions.Values}, timers by their schedule (they fire when asked).
 */
package dev.loopkeeper.testkit.functions;
