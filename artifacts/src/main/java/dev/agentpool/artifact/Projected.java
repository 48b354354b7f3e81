package dev.agentpool.artifact;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the activity of a holder's turns is in its transcript and events. Written after them:
 * what is longer than it says was written by a daemon that was killed before it could say so, and
 * is cut.
 *
 * @param transcript bytes of it
 * @param events bytes of them
 * @param full whether the transcript has come to its bound
 * @param begun whether its last line has no end
 * @param state of the last turn as it was told
 * @param turns how far each is
 */
record Projected(
    long transcript, long events, boolean full, boolean begun, String state, List<Turn> turns) {
  static final Projected NOTHING = new Projected(0, 0, false, false, "", List.of());
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @param offset the byte behind the last line that was taken
   * @param number of that line
   * @param asked whether its prompt is in the transcript
   * @param mode of the workspace it last began in; empty when it has not begun
   * @param start the commit it began from; empty where there is no git
   */
  record Turn(String task, long offset, long number, boolean asked, String mode, String start) {}

  Projected {
    turns = List.copyOf(turns);
    if (transcript < 0 || events < 0) {
      throw new IllegalArgumentException("less than nothing");
    }
  }

  /** The first turn that began: all that the holder did is since then. */
  Optional<Turn> first() {
    return turns.stream().filter(turn -> !turn.mode().isEmpty()).findFirst();
  }

  /** Empty when it is damaged: then all is made anew. */
  static Optional<Projected> of(String text) {
    try {
      return Optional.of(JSON.readValue(text, Projected.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException damaged) {
      return Optional.empty();
    }
  }

  String text() {
    return JSON.writeValueAsString(this);
  }

  Turn turn(String task) {
    return turns.stream()
        .filter(turn -> turn.task().equals(task))
        .findFirst()
        .orElse(new Turn(task, 0, 0, false, "", ""));
  }
}
