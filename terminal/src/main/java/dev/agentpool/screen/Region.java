package dev.agentpool.screen;

import java.util.Locale;
import java.util.Optional;

/** The part of a screen that a rule looks at. Files of data name them in lower case. */
enum Region {
  /** All of it. */
  SCREEN,
  /** Its last lines that are not blank. */
  LAST,
  /** Its last 1,200 characters. */
  TAIL,
  /** Of {@link #TAIL} what follows the last line in which somebody types. */
  PROMPT,
  /** What stands between the rules of the box that one types into; none when no box is there. */
  INPUT,
  /** What stands below that box. */
  FOOTER,
  /** All that was said since the last prompt of ours. */
  REPLY,
  /** The last thing that the agent itself said there. */
  SAID,
  /** The last thing there, whoever wrote it. */
  END,
  /** What the program calls its window. */
  TITLE;

  static Optional<Region> named(String name) {
    for (Region region : values()) {
      if (region.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(region);
      }
    }
    return Optional.empty();
  }
}
