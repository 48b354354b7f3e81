package dev.agentpool.workspace.git;

import java.util.List;
import java.util.Optional;

/**
 * What the end of a plan's workspace left behind beside the branch.
 *
 * @param start where the branch began, when there was a workspace that knew
 * @param notices what a person should know
 */
record Ended(Optional<String> start, List<String> notices) {
  static final Ended NOTHING = new Ended(Optional.empty(), List.of());

  Ended {
    notices = List.copyOf(notices);
  }
}
