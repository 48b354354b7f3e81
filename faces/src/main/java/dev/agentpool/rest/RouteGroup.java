package dev.agentpool.rest;

import java.util.List;
import java.util.Locale;

/** The endpoints of one feature. */
interface RouteGroup {
  List<Endpoint> endpoints();

  /** What the document calls the feature. */
  default String feature() {
    return getClass().getSimpleName().replace("Routes", "").toLowerCase(Locale.ROOT);
  }
}
