package dev.agentpool.artifact;

import dev.agentpool.workspace.Difference;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of the diff in a folder.
 *
 * @param start the commit that it applies to
 * @param ended whether its holder had ended when it was made
 */
record DiffNote(
    String start,
    boolean ended,
    boolean complete,
    boolean dirty,
    List<String> files,
    List<String> notes) {
  static final String FILE = ".diff";
  private static final int MOST = 4 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  DiffNote {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  static DiffNote of(Difference difference, String start, boolean ended) {
    return new DiffNote(
        start,
        ended,
        difference.complete(),
        difference.dirty(),
        difference.files(),
        difference.notes());
  }

  static Optional<DiffNote> in(ArtifactFolder folder) {
    try {
      return folder.text(FILE, MOST).map(text -> JSON.readValue(text, DiffNote.class));
    } catch (JacksonException | NullPointerException damaged) {
      return Optional.empty();
    }
  }

  String text() {
    return JSON.writeValueAsString(this);
  }
}
