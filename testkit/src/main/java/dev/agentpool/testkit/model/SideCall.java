package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.ModelStep.Act;

/**
 * A request by which a client asks something for itself, as a title for the session: it gets an
 * answer that the client can use, and takes no step of the script.
 */
record SideCall(String purpose, Act answer) {
  static SideCall saying(String purpose, String text) {
    return new SideCall(purpose, new Act.Say(text));
  }
}
