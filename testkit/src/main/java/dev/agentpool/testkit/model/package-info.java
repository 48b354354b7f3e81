/**
 * The model behind the fake API: the script it plays, where a conversation stands in it, and the
 * dialects in which vendors' clients ask and are answered. A dialect reads a request into an {@link
 * dev.agentpool.testkit.model.Asked} and writes a {@link dev.agentpool.testkit.model.ModelReply};
 * all else is said once, in {@link dev.agentpool.testkit.model.Endpoint}.
 */
@org.jspecify.annotations.NullMarked
package dev.agentpool.testkit.model;
