/** Resource Manager and Azure Machine Learning on loopback, held against the official description. */
package dev.loopkeeper.azure.ml.fake;
