// Never run: the start-up project of `dotnet ef`, so that its packages stay out of the product.
return 0;
