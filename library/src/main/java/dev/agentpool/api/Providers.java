package dev.agentpool.api;

import dev.agentpool.answer.Hold;
import dev.agentpool.answer.Model;
import dev.agentpool.answer.Provider;
import java.util.List;

/**
 * The agent CLIs of this machine. What is held is held in all pools.
 *
 * {@snippet :
 * for (Provider provider : pool.providers().list()) {
 *   System.out.println(provider.name() + (provider.usable() ? " can be used" : " cannot"));
 * }
 * }
 */
public interface Providers {
  /** All that agentpool knows, installed or not. */
  List<Provider> list();

  /** The models they can be told to use, each with its price as far as it is known. */
  List<Model> models();

  /**
   * Lets a provider start nothing until that is taken back; running turns go on. Gives all that is
   * held.
   */
  List<Hold> hold(String provider);

  /** Lets it start tasks again. Gives all that is held. */
  List<Hold> unhold(String provider);
}
