/** Reads Services, their endpoints and their policies. */
package dev.pointsman.pipeline.parse.service;
