package dev.agentpool.session;

import java.time.Duration;
import java.util.List;

/**
 * The terminal of a session that is spoken with over one: it can be looked at, typed into and
 * attached to while a turn is under way or none is. What is typed here is no turn: the turn under
 * way hears what comes of it. Thread-safe; every method blocks for some milliseconds.
 *
 * <p>All methods throw {@link ProviderException} when the terminal is gone or does not answer.
 */
public interface Terminal {
  /** What it shows now. */
  Screen screen(Duration patience) throws ProviderException;

  /**
   * Types a text as one paste, so that none of its characters is a key.
   *
   * @param submit whether it is sent off, by the keys that this CLI takes for it; an empty text
   *     that is sent off is Enter alone, which takes the choice that is marked
   */
  void type(String text, boolean submit) throws ProviderException;

  /**
   * Presses keys, by the names that tmux has for them: {@code Enter}, {@code Escape}, {@code Up},
   * {@code C-c}, {@code a}. Whether somebody may is not asked here: the setting {@code
   * allow_raw_keys} is the asker's to heed.
   *
   * @throws IllegalArgumentException when one is no name of a key; none is pressed then
   */
  void keys(List<String> keys) throws ProviderException;

  /**
   * Where it is, in tmux's words.
   *
   * @param pane as in {@code agent:0.0}
   */
  record Place(String session, String pane) {}

  Place place();

  /** The command line by which a person sees and uses it in a terminal of their own. */
  List<String> attachCommand();
}
