/**
 * The plan: what the definitions mean, once every reference is resolved and every doubt is gone.
 *
 * <p>It is the heart of Pointsman and stands between reading and rendering on purpose: it speaks neither YAML nor HAProxy. A plan is
 * valid by construction, because its records refuse what cannot be served, and it is sorted, so that the order of files in Git changes
 * nothing. Renderers turn it into files, the agent takes route groups from it, routing tests explain it.
 */
package dev.pointsman.pipeline.plan;
