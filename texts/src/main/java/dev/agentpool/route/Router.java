package dev.agentpool.route;

/** Decides how a prompt is run; whoever implements it asks a model. */
@FunctionalInterface
public interface Router {
  /** The decision as it was made. Any exception counts as a failure of the router. */
  Route route(String prompt, Hints hints) throws Exception;
}
