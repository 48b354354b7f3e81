package dev.agentpool.knowledge;

/** By which way knowledge came. */
public enum Source {
  /** a tool of an expert's turn */
  TOOL,
  /** the researcher, for another expert */
  CURATION,
  /** the first knowledge of an empty expert */
  SEED,
  /** a rule that is computed */
  RULE,
  /** a person's command */
  PERSON,
  /** the file was edited, by whatever could */
  HAND,
  /** it was there before anybody kept a book of it */
  FOUND
}
