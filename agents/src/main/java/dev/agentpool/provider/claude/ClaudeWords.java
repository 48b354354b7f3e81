package dev.agentpool.provider.claude;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words that the CLI was told while one turn runs. While a tool runs it takes them between two
 * steps, and they have no result of their own; what it has not taken when it ends its turn it runs
 * as a turn of its own, so our turn is over when nothing is left. Thread-safe.
 */
final class ClaudeWords {
  private final Map<String, Stand> words = new LinkedHashMap<>(); // guarded by this
  private boolean answered; // the turn has a result; guarded by this
  private boolean answering; // and a word after it is being answered; guarded by this
  private boolean closed; // guarded by this

  private enum Stand {
    /** An earlier daemon was about to tell it. */
    IN_DOUBT,
    /** It was handed over, or is about to be. */
    TOLD,
    /** The CLI has it, its agent has not. */
    QUEUED,
    HEARD,
    /** It was taken back, or never came. */
    GONE
  }

  /** What is to be done with a word that somebody wants told. */
  enum Telling {
    NOW,
    /** The CLI has it already, or it is under way. */
    DONE,
    /** The turn is over. */
    TOO_LATE
  }

  /**
   * @param noted by an earlier daemon, before it told them
   */
  ClaudeWords(Set<String> noted) {
    noted.forEach(id -> words.put(id, Stand.IN_DOUBT));
  }

  synchronized Telling tell(String id) {
    if (closed) {
      return Telling.TOO_LATE;
    }
    Stand stand = words.get(id);
    if (stand != null && stand != Stand.IN_DOUBT) {
      return stand == Stand.GONE ? Telling.TOO_LATE : Telling.DONE;
    }
    words.put(id, Stand.TOLD);
    return Telling.NOW;
  }

  /**
   * What the CLI says of a message, of ours or another; the word that its agent hears with that.
   */
  synchronized Optional<String> heard(String id, String state) {
    Stand before = words.get(id);
    switch (state) {
      case "queued" -> {
        if (before == Stand.IN_DOUBT || before == Stand.TOLD) {
          words.put(id, Stand.QUEUED);
        }
      }
      case "started" -> {
        if (before != null && before != Stand.HEARD) {
          words.put(id, Stand.HEARD);
          answering = answered;
          return Optional.of(id);
        }
      }
      case "completed" -> {
        // its result came before, or it had none
      }
      default -> notTaken(id);
    }
    return Optional.empty();
  }

  /** The CLI does not have it, and will not. */
  synchronized void notTaken(String id) {
    words.computeIfPresent(id, (_, stand) -> stand == Stand.HEARD ? stand : Stand.GONE);
  }

  /**
   * A result came: it answers all that the agent has heard. Returns those of which the CLI has said
   * nothing by now: it may never have had them.
   */
  synchronized List<String> answered() {
    answered = true;
    answering = false;
    return words.entrySet().stream()
        .filter(word -> word.getValue().ordinal() < Stand.QUEUED.ordinal())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the agent has heard what it has given no answer to, though it ended its turn. */
  synchronized boolean isAnswering() {
    return answering;
  }

  synchronized boolean has(String id) {
    return words.containsKey(id);
  }

  /** Those that its agent may yet hear. */
  synchronized List<String> open() {
    return words.entrySet().stream()
        .filter(word -> word.getValue().ordinal() < Stand.HEARD.ordinal())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether something more is to come of them. */
  synchronized boolean areOpen() {
    return !closed && (answering || !open().isEmpty());
  }

  /** Ends the telling when nothing is left; whether it did. */
  synchronized boolean close() {
    closed = closed || !areOpen();
    return closed;
  }
}
