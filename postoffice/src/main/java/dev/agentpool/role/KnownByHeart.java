package dev.agentpool.role;

import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import java.util.List;

/** What an expert knows, as far as it goes into a prompt. */
@FunctionalInterface
public interface KnownByHeart {
  /**
   * Under its headings, in their order; those without a text are left out.
   *
   * @param doing what it is about to do
   */
  List<Known> of(Expert expert, Mailed doing);

  /**
   * @param title of the section
   * @param text bounded already where something was chosen
   */
  record Known(String title, String text) {}
}
