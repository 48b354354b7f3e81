package dev.agentpool.workspace.git;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Sentences for people that came up while a workspace was made or kept, each once. Thread-safe. */
final class Notices {
  private final Set<String> said = new LinkedHashSet<>(); // guarded by itself

  void say(String sentence) {
    synchronized (said) {
      said.add(sentence);
    }
  }

  List<String> all() {
    synchronized (said) {
      return List.copyOf(said);
    }
  }
}
