package dev.agentpool.request;

import java.util.List;
import java.util.Optional;

/** Refuses texts and lists that are out of their bounds; the message names the member. */
final class Within {
  private Within() {}

  /** A text of so many characters. */
  static void text(String member, String text, int least, int most) {
    if (text.length() < least || text.length() > most) {
      throw new IllegalArgumentException(
          "'"
              + member
              + "' must have "
              + least
              + " to "
              + most
              + " characters, not "
              + text.length());
    }
  }

  /** The same of one that may be absent. */
  static void text(String member, Optional<String> text, int least, int most) {
    text.ifPresent(there -> text(member, there, least, most));
  }

  /** A list, or the keys of a table. */
  static void size(String member, int size, int least, int most) {
    if (size < least || size > most) {
      throw new IllegalArgumentException(
          "'" + member + "' must have " + least + " to " + most + " elements, not " + size);
    }
  }

  /** A list of names, none of which is longer than that. */
  static void names(String member, List<String> names, int most, int longest) {
    size(member, names.size(), 0, most);
    names.forEach(name -> text(member, name, 1, longest));
  }
}
