/** Azure Machine Learning through Resource Manager's REST API: training, versions, endpoints. */
package dev.loopkeeper.azure.ml;
